import express from 'express';
import type { Provider } from '../core/provider';

export const sendgrid: Provider<Record<string, never>> = {
  name: 'sendgrid',
  initialState: () => ({}),
  router: () => express.Router(),
};
