/** The list of reports. */
export const indexStyles = `
main.index { max-width: 58rem; margin: 0 auto; padding: 2.25rem 1.5rem 0; }
main.index .title-block { margin-bottom: 1.5rem; }
.cards { list-style: none; margin: 0; padding: 0; border-top: 2px solid var(--ink); }
.card { padding: 1.25rem 0 1.3rem; border-bottom: 1px dashed var(--strong); }
.card.failed, .card.interrupted { border-left: 6px solid var(--bad); padding-left: 1.1rem; }
.card-head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .2rem 1.5rem; }
.card h2 { font-size: 1.35rem; margin: 0; }
.card h2 a { text-decoration-color: transparent; color: var(--ink); }
.card h2 a:hover { color: var(--accent); text-decoration-color: currentColor; }
.card-facts { margin: .3rem 0 0; color: var(--soft); font-size: .88rem; font-variant-numeric: tabular-nums; }
.problem { margin: .6rem 0 0; color: var(--bad); font-size: .92rem; overflow-wrap: anywhere; }
.problem a { color: inherit; }
.headline { display: flex; flex-wrap: wrap; gap: .6rem 2.5rem; margin: .9rem 0 0; }
.headline dt { font-size: .78rem; color: var(--soft); }
.headline dd { margin: 0; font-size: 1.2rem; font-weight: 650; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
@media (max-width: 699px) { main.index { padding: 1.5rem 1rem 0; } }
`;
