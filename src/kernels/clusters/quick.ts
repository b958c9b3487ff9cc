/** How K-Means is run where hundreds of fits are compared with one another: data and its comparison alike. */
export const quick = { nInit: 3, tol: 1e-4, polish: false } as const;
