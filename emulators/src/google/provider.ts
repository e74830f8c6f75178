import express from 'express';
import type { Provider } from '../core/provider';

export const google: Provider<Record<string, never>> = {
  name: 'google',
  initialState: () => ({}),
  router: () => express.Router(),
};
