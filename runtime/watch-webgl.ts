/**
 * Whether the page draws with WebGL, on which renderer, and whether a context was lost: then a part of the picture is missing.
 * @module
 */
import type { PageDescription } from '#contracts/page.ts';

type Renderer = NonNullable<PageDescription['webgl']>;

export interface WebglWatch {
  /** Null while the page has asked for no context; empty names when it got none. */
  describe(): Renderer | null;
  /** Canvases of the document that have lost their context. */
  readonly lostContexts: number;
}

/** Must come before the first author script. Contexts of workers are not seen; they are drawn by the same process. */
export function watchWebgl(): WebglWatch {
  let isAskedFor = false;
  let renderer: Renderer | null = null;
  let lostContexts = 0;
  for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas]) {
    noticeContexts(prototype, (context) => {
      isAskedFor = true;
      if (context) renderer ??= readRenderer(context);
    });
  }
  // The event does not bubble, but every event of the document is captured.
  window.addEventListener('webglcontextlost', () => lostContexts++, { capture: true });
  return {
    describe() {
      // A context may have been refused for reasons of the page, e.g. to a canvas that has one of another kind.
      const own = isAskedFor && !renderer ? document.createElement('canvas').getContext('webgl') : null;
      if (own) renderer = readRenderer(own);
      return renderer ?? (isAskedFor ? { vendor: '', renderer: '' } : null);
    },
    get lostContexts() {
      return lostContexts;
    },
  };
}

interface Canvas {
  getContext(kind: string, options?: unknown): unknown;
}

function noticeContexts(prototype: Canvas, onWebgl: (context: WebGLRenderingContext | null) => void): void {
  const { getContext } = prototype;
  prototype.getContext = function (this: Canvas, kind: string, ...options: []) {
    const context = getContext.call(this, kind, ...options);
    if (/webgl/.test(kind)) onWebgl(context as WebGLRenderingContext | null);
    return context;
  };
}

function readRenderer(gl: WebGLRenderingContext): Renderer | null {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  if (!names) return null;
  return {
    vendor: String(gl.getParameter(names.UNMASKED_VENDOR_WEBGL)),
    renderer: String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)),
  };
}
