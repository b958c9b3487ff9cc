import type { ChartFigure, chartLayout as ChartLayout, ChartPalette } from './chart-layout.js';

declare const chartLayout: typeof ChartLayout;

/**
 * Unpacks Plotly and draws the charts: those near the window first, the others when the page is idle, all of them before
 * it is printed. Redraws them when the theme changes, in the light theme and at a paper's width for print.
 */
export async function charts(): Promise<void> {
  interface Plotly {
    react(canvas: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
    downloadImage(figure: unknown, options: unknown): Promise<unknown>;
    Icons: Record<string, unknown>;
  }
  const paperWidth = 680;
  const root = document.documentElement;
  const canvases = [...document.querySelectorAll<HTMLElement>('.chart-canvas')];
  const figures = new Map<HTMLElement, ChartFigure>();
  const drawn = new Set<HTMLElement>();
  let printing = false;
  let themeBefore: string | undefined;

  const unpack = async (): Promise<Plotly> => {
    const packed = document.getElementById('plotly-packed')?.textContent ?? '';
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    const script = document.createElement('script');
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    return (window as unknown as { Plotly: Plotly }).Plotly;
  };

  const palette = (): ChartPalette => {
    const style = getComputedStyle(root);
    const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
    return {
      ink: colour('ink'),
      soft: colour('soft'),
      line: colour('line'),
      strong: colour('strong'),
      surface: colour('surface'),
      font: getComputedStyle(document.body).fontFamily,
      colorway: colour('colorway').split(/\s+/),
    };
  };

  const figureOf = (canvas: HTMLElement): ChartFigure => {
    const known = figures.get(canvas);
    if (known) return known;
    const figure = JSON.parse(
      document.getElementById(`figure-${canvas.dataset.chart}`)?.textContent ?? '',
    ) as ChartFigure;
    figures.set(canvas, figure);
    return figure;
  };

  const download = (plotly: Plotly, figure: ChartFigure, canvas: HTMLElement) => {
    const { width, height } = canvas.getBoundingClientRect();
    const layout = { ...figure.layout, paper_bgcolor: '#ffffff', plot_bgcolor: '#ffffff' };
    const filename = (canvas.getAttribute('aria-label') ?? 'chart').replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
    return plotly.downloadImage(
      { data: figure.data, layout },
      { format: 'png', scale: 2, width, height: height + 60, filename },
    );
  };

  const draw = (plotly: Plotly, canvas: HTMLElement) => {
    const figure = figureOf(canvas);
    const width = printing ? paperWidth : canvas.clientWidth;
    const config = {
      responsive: !printing,
      displaylogo: false,
      showSendToCloud: false,
      plotlyServerURL: '',
      modeBarButtonsToRemove: ['toImage', 'lasso2d', 'select2d', 'autoScale2d'],
      modeBarButtonsToAdd: [
        {
          name: 'png',
          title: 'Download as PNG',
          icon: plotly.Icons.camera,
          click: () => download(plotly, figure, canvas),
        },
      ],
    };
    drawn.add(canvas);
    const paper = printing ? { width, autosize: false } : {};
    try {
      const layout = chartLayout(figure, palette(), width < 560);
      // Plotly keeps and changes what it is given: it gets a copy, so that the next theme starts from the figure itself.
      const fresh = structuredClone({
        data: figure.data,
        layout: { ...layout, ...paper, height: canvas.offsetHeight },
      });
      const done = plotly.react(canvas, fresh.data, fresh.layout, config).then(() => label(canvas));
      done.catch((error: unknown) => failed(canvas, error));
    } catch (error) {
      failed(canvas, error);
    }
  };

  // A picture cannot hold buttons: once drawn, the drawing is the picture, and the canvas a group of it and its buttons.
  const label = (canvas: HTMLElement) => {
    const [picture, ...others] = canvas.querySelectorAll('.main-svg');
    picture?.setAttribute('role', 'img');
    picture?.setAttribute('aria-label', canvas.getAttribute('aria-label') ?? '');
    for (const other of others) other.setAttribute('aria-hidden', 'true');
    canvas.setAttribute('role', 'group');
    canvas.dataset.drawn = 'true';
  };

  const failed = (canvas: HTMLElement, error: unknown) => {
    canvas.textContent = `This chart could not be drawn: ${error instanceof Error ? error.message : String(error)}. Its data stand below.`;
    canvas.dataset.drawn = 'failed';
    canvas.classList.add('chart-missing');
  };

  let plotly: Plotly;
  try {
    plotly = await unpack();
  } catch (error) {
    for (const canvas of canvases) failed(canvas, error);
    return;
  }

  const redraw = () => {
    for (const canvas of drawn) draw(plotly, canvas);
  };
  const startPrinting = () => {
    if (printing) return;
    printing = true;
    themeBefore = root.dataset.theme;
    root.dataset.theme = 'light';
    for (const canvas of canvases) draw(plotly, canvas);
  };
  const endPrinting = () => {
    if (!printing) return;
    printing = false;
    if (themeBefore === undefined) delete root.dataset.theme;
    else root.dataset.theme = themeBefore;
    redraw();
  };
  const print = matchMedia('print');
  print.addEventListener('change', () => (print.matches ? startPrinting() : endPrinting()));
  addEventListener('beforeprint', startPrinting);
  addEventListener('afterprint', endPrinting);
  document.addEventListener('tillbook:theme', () => printing || redraw());
  matchMedia('(max-width: 640px)').addEventListener('change', () => printing || redraw());

  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        if (!drawn.has(target as HTMLElement)) draw(plotly, target as HTMLElement);
      }
    },
    { rootMargin: '600px' },
  );
  for (const canvas of canvases) near.observe(canvas);

  const idle = (work: () => void) =>
    'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 50);
  const drawNext = () => {
    const next = canvases.find((canvas) => !drawn.has(canvas));
    if (!next) return;
    draw(plotly, next);
    idle(drawNext);
  };
  idle(drawNext);
  if (print.matches) startPrinting();
}
