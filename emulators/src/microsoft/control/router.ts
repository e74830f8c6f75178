import express, { type ErrorRequestHandler, type Router } from 'express';
import { GraphError } from '../graph/errors';
import type { Service } from '../service';
import { accountRoutes } from './accounts';
import { authRoutes } from './auth';
import { ControlError } from './read';
import { switchRoutes } from './switches';

const onError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (error instanceof ControlError) res.status(error.status).json({ error: error.message });
  else if (error instanceof GraphError)
    res.status(error.status).json({ error: error.message, code: error.code });
  else next(error);
};

/** What Microsoft has no API for: mounted at /microsoft/_control beside the routes every emulator has. */
export function controlRouter(service: Service): Router {
  const router = express.Router();
  router.use(accountRoutes(service), authRoutes(service), switchRoutes(service), onError);
  return router;
}
