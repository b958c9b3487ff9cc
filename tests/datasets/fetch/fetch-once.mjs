// Fetches Online Retail II from an address into a folder: a process of its own that a test can kill.
import { fetchDataset } from '../../../dist/datasets/fetch/fetch-dataset.js';

const [from, folder] = process.argv.slice(2);
await fetchDataset({ dataset: 'online-retail-ii', from }, { folder, proxies: { http: null, https: null, none: null } });
