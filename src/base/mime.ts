/** MIME types of what a cell shows: the cell writes them, the runner and the report read them. */
export const mime = {
  /** Plotly figure `{data, layout}`. */
  figure: 'application/vnd.plotly.v1+json',
  /** `TableData`. */
  table: 'application/vnd.tillbook.table+json',
  /** `MetricData`. */
  metric: 'application/vnd.tillbook.metric+json',
  /** `Input[]`: what `scan` read since the last one. */
  inputs: 'application/vnd.tillbook.inputs+json',
} as const;

export interface TableColumn {
  readonly name: string;
  /** Decides alignment and format. */
  readonly type: 'text' | 'number';
  /** Printed beside the name: `GBP`, `%`, `orders`. A percentage is a share in 0..1 shown as per cent. */
  readonly unit?: string;
  /** Decimal places; by default as many as the value needs, at most 2. */
  readonly digits?: number;
}

export interface TableData {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: ReadonlyArray<ReadonlyArray<string | number | boolean | null>>;
  /** Rows that there are; `rows` may be the first of them. */
  readonly totalRows: number;
}

export interface MetricData {
  readonly name: string;
  readonly value: number | string | boolean | null;
  readonly unit: string | null;
  /** Of what the figure is a share or a sum, in words. */
  readonly base: string | null;
}

/** One thing that a notebook read. */
export interface Input {
  readonly dataset: string;
  /** True if the data were made by the sample generator: the report then carries a banner. */
  readonly synthetic: boolean;
  /** File name without its folder: a report goes to strangers. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}
