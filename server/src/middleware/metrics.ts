import type { RequestHandler } from 'express';
import { Histogram, collectDefaultMetrics, register } from 'prom-client';
import { env } from '../config/env';

const started = register.getSingleMetric('http_request_duration_seconds') === undefined;
if (started) collectDefaultMetrics();
const duration = started
  ? new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer, by method, route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    })
  : (register.getSingleMetric('http_request_duration_seconds') as Histogram);

/** Times every request, under its route pattern rather than its path: ids would make a series each. */
export const observe: RequestHandler = (req, res, next) => {
  const stop = duration.startTimer();
  res.on('finish', () => {
    const route = (req.route as { path?: string } | undefined)?.path ?? 'other';
    stop({ method: req.method, route, status: res.statusCode });
  });
  next();
};

/** Prometheus text. In production only the machine itself (or its sidecar) may read it. */
export const metricsHandler: RequestHandler = async (req, res) => {
  const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(req.socket.remoteAddress ?? '');
  if (env().NODE_ENV === 'production' && !local) {
    res.sendStatus(404);
    return;
  }
  res.type(register.contentType).send(await register.metrics());
};
