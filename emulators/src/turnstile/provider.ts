import express from 'express';
import type { Provider } from '../core/provider';

export const turnstile: Provider<Record<string, never>> = {
  name: 'turnstile',
  initialState: () => ({}),
  router: () => express.Router(),
};
