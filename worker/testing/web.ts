/**
 * The web around the Worker under test: whatever it fetches comes from here. Runs in Node, beside workerd;
 * bodies are taken whole from there, so that endless ones are made elsewhere.
 * @module
 */

/** Answers by URL; a host that is not named here cannot be reached. */
const HOSTS: Record<string, Record<string, () => Response>> = {
  'https://cdn.test': {
    '/a.css': () => new Response('p{}', { headers: { 'content-type': 'text/css', 'set-cookie': 'a=b' } }),
    '/a.css?v=2': () => new Response('p{color:red}', { headers: { 'content-type': 'text/css' } }),
    '/untyped': () => new Response(Uint8Array.of(1, 2, 3)),
    '/empty': () => new Response(null, { status: 204 }),
    '/moved': () => redirect('https://other.test/deep/b.js#part'),
    '/near': () => redirect('/a.css', 307),
    '/nowhere': () => new Response(null, { status: 302 }),
    '/to-metadata': () => redirect('https://169.254.169.254/latest/meta-data'),
    '/to-localhost': () => redirect('https://localhost/secrets'),
    '/to-http': () => redirect('http://cdn.test/a.css'),
    '/step-by-step': () => redirect('/to-metadata'),
    '/round': () => redirect('/round'),
    '/gone': () => new Response('gone', { status: 410, statusText: 'Gone' }),
    '/broken': () => new Response('broken', { status: 503, statusText: 'Busy' }),
  },
  'https://other.test': {
    '/deep/b.js': () => new Response('export {}', { headers: { 'content-type': 'text/javascript' } }),
  },
  'http://mirror.test': {
    '/files/x.png?a=1': () => new Response('picture', { headers: { 'content-type': 'image/png' } }),
    '/files/private': () => new Response('', { status: 403, headers: { 'x-edgereel-refused': 'It is private.' } }),
  },
};

export async function web(request: { url: string }): Promise<Response> {
  const { origin, pathname, search } = new URL(request.url);
  const host = HOSTS[origin];
  if (pathname === '/silent') return new Promise(() => {});
  if (!host) throw new Error(`There is no host ${origin}.`);
  return host[pathname + search]?.() ?? new Response('nothing', { status: 404, statusText: 'Not Found' });
}

function redirect(location: string, status = 302): Response {
  return new Response(null, { status, headers: { location } });
}
