/** An address without what may be secret: user, password, query. A path of this machine stays as it is. */
export function publicUrl(address: string | URL): string {
  if (!URL.canParse(String(address))) return String(address);
  const { origin, pathname, protocol } = new URL(address);
  return /^https?:$/.test(protocol) ? `${origin}${pathname}` : String(address);
}
