import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '../src/settings.js';

test('an empty variable counts as not set', () => {
  const { dataFolder, engine, colour, debug } = settings({ TILLBOOK_DATA: ' ', NO_COLOR: '', TILLBOOK_DEBUG: '' });
  expect({ dataFolder, engine, colour, debug }).toEqual({ dataFolder: null, engine: null, colour: true, debug: false });
});

test('a relative data folder means the same one in a kernel, which runs elsewhere', () => {
  const { dataFolder, kernelEnvironment } = settings({ TILLBOOK_DATA: 'data', OTHER: 'x' });
  expect(dataFolder).toBe(resolve('data'));
  expect(kernelEnvironment).toEqual({ TILLBOOK_DATA: resolve('data'), OTHER: 'x' });
});

test('NO_COLOR and CI each take colour away; JUPYTER_DATA_DIR goes before XDG_DATA_HOME', () => {
  expect(settings({ NO_COLOR: '1' }).colour).toBe(false);
  expect(settings({ CI: 'true' }).colour).toBe(false);
  expect(settings({ JUPYTER_DATA_DIR: '/a', XDG_DATA_HOME: '/b' }).jupyterDataFolder).toBe('/a');
});

test('proxy variables in lower case go before those in upper case; none is none', () => {
  expect(settings({}).proxies).toEqual({ http: null, https: null, none: null });
  const both = { http_proxy: 'http://a:1', HTTP_PROXY: 'http://b:1', HTTPS_PROXY: 'http://c:1', NO_PROXY: 'x,.y' };
  expect(settings(both).proxies).toEqual({ http: 'http://a:1', https: 'http://c:1', none: 'x,.y' });
});
