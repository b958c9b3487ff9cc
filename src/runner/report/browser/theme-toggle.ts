/** The switch between light and dark; says `tillbook:theme` on the document when the theme has changed. */
export function themeToggle(): void {
  const root = document.documentElement;
  const button = document.getElementById('theme-toggle');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  const show = () => {
    button?.setAttribute('aria-pressed', String(isDark()));
    document.dispatchEvent(new Event('tillbook:theme'));
  };
  button?.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    root.dataset.theme = theme;
    try {
      localStorage.setItem('tillbook-theme', theme);
    } catch {
      // Not remembered, then.
    }
    show();
  });
  system.addEventListener('change', show);
  show();
}
