/**
 * Children: compositions inside the composition. They are mounted while the page is being parsed, so that a script finds them where a
 * compiled page would have them, and their own scripts run once it is parsed.
 * @module
 */
import type { PageDescription, UnmountedChild } from '#contracts/page.ts';
import { describeElement } from '../readiness/describe-element.ts';
import type { ScriptErrors } from '../script-errors.ts';
import { loadChild, referenceOf, type ChildReference } from './load-child.ts';
import { isWaiting, waitingHosts } from './hosts.ts';
import { giveMediaIds } from './media-ids.ts';
import { mountChild, type Mount } from './mount.ts';
import { owingTimelines } from './owed-timelines.ts';
import { runScripts } from './run-scripts.ts';

const MAX_DEPTH = 20;

export interface SubCompositions {
  /** Mounts whatever has been parsed so far. */
  mount(): void;
  /** Runs the scripts of the children, once the page is parsed. Resolves at once when there are none to load. */
  build(): Promise<void>;
  /** Names what is still being built. */
  pending(): string[];
  /** Names the timelines that children have not brought yet. */
  owed(): string[];
  /** Waits no longer for what is owed now. */
  goOnWithoutOwed(): void;
  describe(): Pick<PageDescription, 'unmountedChildren' | 'failedChildScripts' | 'absentTimelines'>;
}

export interface SubCompositionsOptions {
  /** Folder of the site. */
  siteUrl: string;
  /** Children whose timelines are known not to come. */
  absentTimelines: readonly string[];
  errors: ScriptErrors;
  /** After the scripts have run. */
  onBuilt: () => void;
}

export function createSubCompositions({
  siteUrl,
  absentTimelines,
  errors,
  onBuilt,
}: SubCompositionsOptions): SubCompositions {
  const mounts = new Map<Element, Mount>();
  const unmounted = new Map<Element, UnmountedChild>();
  const failed: PageDescription['failedChildScripts'] = [];
  const absent = new Set(absentTimelines);
  let isBuilding = false;

  /** What a script that threw has not brought is no longer waited for. */
  function owing(): Mount[] {
    const ids = new Set(failed.map(({ compositionId }) => compositionId));
    return owingTimelines([...mounts.values()].filter(({ scope }) => !ids.has(scope.runtimeId)));
  }

  function mountHost(host: HTMLElement): void {
    const reference = referenceOf(host, siteUrl);
    const refuse = (reason: UnmountedChild['reason']): void => {
      unmounted.set(host, { file: reference.source, element: describeElement(host), reason });
    };
    const around = mountsAround(host, mounts);
    if (isOneOf(reference, around)) return refuse('circular');
    if (around.length >= MAX_DEPTH) return refuse('too-deep');
    const child = loadChild(host, reference, siteUrl);
    if ('unusable' in child) return refuse(child.unusable);
    const mount = mountChild(host, child, isWaiting);
    mounts.set(host, mount);
    window.__hfVariablesByComp = { ...window.__hfVariablesByComp, [mount.scope.runtimeId]: mount.variables };
    isBuilding = true;
    window.__hfTimelinesBuilding = true;
  }

  return {
    mount() {
      // One at a time: what a child brings may hold hosts, which come before those behind it.
      const next = (): HTMLElement | undefined => waitingHosts().find((host) => !unmounted.has(host));
      for (let host = next(); host; host = next()) mountHost(host);
    },
    async build() {
      giveMediaIds();
      if (!isBuilding) return;
      await runScripts([...mounts.values()], (mount, error) => {
        const { message, line } = error;
        failed.push({ compositionId: mount.scope.runtimeId, file: mount.child.source, line, message });
        errors.report({ message, file: mount.child.url, line });
      });
      isBuilding = false;
      window.__hfTimelinesBuilding = false;
      window.dispatchEvent(new Event('hf-timelines-built'));
      onBuilt();
    },
    pending: () => (isBuilding ? ['the scripts of sub-compositions'] : []),
    owed: () =>
      owing()
        .filter(({ scope }) => !absent.has(scope.runtimeId))
        .map(({ scope }) => `timeline "${scope.authoredId}"`),
    goOnWithoutOwed() {
      for (const { scope } of owing()) absent.add(scope.runtimeId);
    },
    describe: () => ({
      unmountedChildren: [...unmounted.values()],
      failedChildScripts: failed,
      absentTimelines: owing()
        .filter(({ scope }) => absent.has(scope.runtimeId))
        .map(({ scope, child }) => ({ compositionId: scope.runtimeId, file: child.source })),
    }),
  };
}

/** Mounts that an element lies in, innermost first. */
function mountsAround(element: Element, mounts: ReadonlyMap<Element, Mount>): Mount[] {
  const around: Mount[] = [];
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const mount = mounts.get(parent);
    if (mount) around.push(mount);
  }
  return around;
}

/** The page itself counts too. */
function isOneOf({ url }: ChildReference, around: readonly Mount[]): boolean {
  const page = location.href.split(/[?#]/)[0];
  return url === page || around.some(({ child }) => child.url === url);
}
