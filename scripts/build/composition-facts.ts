/**
 * What the HTML of a composition says about itself, read without a browser. Tolerant: what cannot be read gets its
 * default, and the plan, which has a browser, decides.
 * @module
 */
import { DEFAULT_FPS, formatFps, parseFps } from '#contracts/fps.ts';
import { DEFAULT_SIZE_PX } from '#contracts/limits.ts';
import type { CompositionEntry } from '#contracts/render.ts';
import { parseVariables } from '#contracts/variables.ts';

export type CompositionFacts = Omit<CompositionEntry, 'name' | 'siteId' | 'files'>;

type Attributes = ReadonlyMap<string, string>;

/**
 * Reads title, description, root attributes and declared variables. `fallbackTitle` stands in for a missing `<title>`.
 */
export function readCompositionFacts(html: string, fallbackTitle: string): CompositionFacts {
  const tags = readTags(html);
  const roots = tags.filter(({ attributes }) => attributes.has('data-composition-id'));
  const root =
    (roots.find(({ attributes }) => attributes.get('data-root') === 'true') ?? roots[0])?.attributes ??
    new Map<string, string>();
  const document = tags.find(({ name }) => name === 'html')?.attributes;
  const description = tags.find(({ name, attributes }) => name === 'meta' && attributes.get('name') === 'description');
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1]?.trim();
  const declared = [document, root].flatMap((attributes) =>
    parseVariables(attributes?.get('data-composition-variables')),
  );
  return {
    title: title ? decodeEntities(title) : fallbackTitle,
    description: description?.attributes.get('content') ?? '',
    width: Number.parseInt(root.get('data-width') ?? '', 10) || DEFAULT_SIZE_PX.width,
    height: Number.parseInt(root.get('data-height') ?? '', 10) || DEFAULT_SIZE_PX.height,
    fps: readFps(root),
    durationSeconds: Number(root.get('data-duration') ?? root.get('data-composition-duration')) || 0,
    // Declared twice, the later declaration of an id wins.
    variables: [...new Map(declared.map((variable) => [variable.id, variable])).values()],
  };
}

function readFps(root: Attributes): string {
  const text = root.get('data-fps');
  try {
    return formatFps(text === undefined ? DEFAULT_FPS : parseFps(text));
  } catch {
    return formatFps(DEFAULT_FPS);
  }
}

/** All opening tags in document order, those inside comments, scripts and styles left out. */
function readTags(html: string): { name: string; attributes: Attributes }[] {
  const markup = html.replaceAll(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '');
  const tag = /<([a-z][\w-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gi;
  return Array.from(markup.matchAll(tag), ([, name, attributes]) => ({
    name: name!.toLowerCase(),
    attributes: readAttributes(attributes!),
  }));
}

function readAttributes(text: string): Attributes {
  const attribute = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
  return new Map(
    Array.from(text.matchAll(attribute), ([, name, double, single, bare]) => [
      name!.toLowerCase(),
      decodeEntities(double ?? single ?? bare ?? ''),
    ]),
  );
}

const ENTITIES: Record<string, string> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&', nbsp: '\u00a0' };

function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]+)|#(\d+)|([a-z]+));/gi,
    (entity: string, hex?: string, decimal?: string, name?: string) => {
      if (hex ?? decimal) return String.fromCodePoint(Number.parseInt(hex ?? decimal!, hex ? 16 : 10));
      return ENTITIES[name!.toLowerCase()] ?? entity;
    },
  );
}
