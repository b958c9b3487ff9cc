import { TillbookError } from '../../base/errors.js';
import { publicUrl } from './public-url.js';

/**
 * Where a redirect leads.
 *
 * @throws TillbookError BAD_INPUT for anything but http and https, and for a step down from https to http.
 */
export function nextHop(from: URL, location: string | undefined): URL {
  const to = location === undefined ? null : URL.canParse(location, from) ? new URL(location, from) : null;
  if (to === null) throw refused(from, 'to no address');
  if (!/^https?:$/.test(to.protocol)) throw refused(from, `to ${to.protocol}`);
  if (from.protocol === 'https:' && to.protocol === 'http:')
    throw refused(from, `to ${publicUrl(to)}, without encryption`);
  return to;
}

function refused(from: URL, where: string): TillbookError {
  return new TillbookError('BAD_INPUT', `${publicUrl(from)} redirects ${where}: not followed`, {
    hint: 'name another mirror, or a copy on this machine, with --from',
  });
}
