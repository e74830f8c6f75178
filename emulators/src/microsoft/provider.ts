import express from 'express';
import type { Provider } from '../core/provider';

export const microsoft: Provider<Record<string, never>> = {
  name: 'microsoft',
  initialState: () => ({}),
  router: () => express.Router(),
};
