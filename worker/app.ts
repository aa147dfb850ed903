/**
 * The HTTP face: middleware, then routes as a list.
 * @module
 */
import { Hono } from 'hono';
import { asEdgereelError, EdgereelError, toWire } from '#contracts/errors.ts';
import type { AppEnv } from './app-env.ts';
import { consoleLogger, type Logger } from './log.ts';
import { openToPages } from './middleware/open-to-pages.ts';
import { requestLog } from './middleware/request-log.ts';
import { tenantAuth } from './middleware/tenant-auth.ts';
import { wellEncoded } from './middleware/well-encoded.ts';
import { allowedMethods } from './middleware/allowed-methods.ts';
import { artifacts } from './routes/artifacts.ts';
import { compositions } from './routes/compositions.ts';
import { engineFiles } from './routes/engine-files.ts';
import { health } from './routes/health.ts';
import { hideInternalsOf } from './middleware/hide-internals.ts';
import { preview } from './routes/preview.ts';
import { renderEvents } from './routes/renders/render-events.ts';
import { renderLogs } from './routes/renders/render-logs.ts';
import { renderOutput } from './routes/renders/render-output.ts';
import { renderStream } from './routes/renders/render-stream.ts';
import { renders } from './routes/renders/renders.ts';
import { siteBlobs } from './routes/sites/site-blobs.ts';
import { sites } from './routes/sites/sites.ts';

export function createApp(log: Logger = consoleLogger): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(requestLog(log));
  app.use(wellEncoded);
  app.use('/api/*', openToPages);

  // Open: they check their own rights, or have nothing to hide.
  app.route('/', health);
  app.route('/artifacts', artifacts);
  app.route('/preview', preview);
  app.route('/__edgereel', engineFiles);
  app.route('/api', renderOutput);
  app.route('/api', renderStream);

  app.use('/api/*', tenantAuth);
  app.route('/api', renders);
  app.route('/api', renderEvents);
  app.route('/api', renderLogs);
  app.route('/api', siteBlobs);
  app.route('/api', sites);
  app.route('/api', compositions);

  // Files are served under their own names, so the root is not a file.
  app.get('/', (context) => context.env.ASSETS.fetch(new URL('/index.html', context.req.url)));

  app.notFound((context) => {
    const { method, path } = context.req;
    const allow = allowedMethods(app, path);
    if (allow.length === 0) throw new EdgereelError('NOT_FOUND', `There is nothing at ${method} ${path}.`);
    context.header('allow', allow.join(', '));
    throw new EdgereelError('METHOD_NOT_ALLOWED', `${path} takes ${allow.join(', ')}, not ${method}.`, {
      details: { allow },
    });
  });
  app.onError((thrown, context) => {
    const error = asEdgereelError(thrown);
    const wire = hideInternalsOf(toWire(error, context.get('requestId')), context.env);
    return context.json({ error: wire }, error.status as 500);
  });
  return app;
}
