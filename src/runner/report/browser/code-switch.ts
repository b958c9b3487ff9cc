/** One switch for all code cells; each still opens by itself. A link to a place in a folded cell opens it. */
export function codeSwitch(): void {
  const button = document.getElementById('code-switch');
  button?.addEventListener('click', () => {
    const show = button.getAttribute('aria-pressed') !== 'true';
    for (const cell of document.querySelectorAll<HTMLDetailsElement>('details.code')) {
      cell.open = show || cell.closest('.failed') !== null;
    }
    button.setAttribute('aria-pressed', String(show));
    const word = button.querySelector('.tool-word');
    if (word) word.textContent = show ? 'Hide code' : 'Show code';
  });
}
