/** Before the page is painted: says that scripts run, and applies the theme that the reader chose before. */
export function applyTheme(): void {
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const theme = localStorage.getItem('tillbook-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch {
    // Storage is closed to some pages that open from disk: the system's preference stands.
  }
}
