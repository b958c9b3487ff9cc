/** Marks in the contents list the section that is being read, and folds the list on narrow screens. */
export function contentsFollow(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.contents a')];
  const details = document.querySelector<HTMLDetailsElement>('.contents details');
  if (!details) return;
  const narrow = matchMedia('(max-width: 1099px)');
  const fold = () => {
    details.open = !narrow.matches;
  };
  narrow.addEventListener('change', fold);
  fold();
  details.addEventListener('click', (event) => {
    if (narrow.matches && (event.target as Element).closest('a')) details.open = false;
  });
  const places = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  let waiting = false;
  const mark = () => {
    waiting = false;
    const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const above = places.filter(({ heading }) => heading.getBoundingClientRect().top < 120);
    const current = atEnd ? places.at(-1) : (above.at(-1) ?? places[0]);
    for (const { link } of places) {
      if (link === current?.link) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later, { passive: true });
  mark();
}
