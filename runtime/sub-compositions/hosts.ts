/**
 * Elements that a child composition belongs into.
 * @module
 */
import { isWholeParsed } from '../composition/while-parsing.ts';

/** Whether an element waits for its composition: it names a file, or it is empty and may have a template of its name. */
export function isWaiting(element: Element): boolean {
  return sourceOf(element) !== null || (element.hasAttribute('data-composition-id') && isEmpty(element));
}

/** Hosts whose composition can be had now: parsed to their end, and so is their template. In document order. */
export function waitingHosts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-composition-src], [data-composition-id]')].filter(
    (element) =>
      isWholeParsed(element) && isWaiting(element) && (sourceOf(element) !== null || templateOf(element) !== null),
  );
}

/** The file that a host names; null when it names none. */
export function sourceOf(host: Element): string | null {
  return host.getAttribute('data-composition-src')?.trim() || null;
}

/** `<template id="X-template">` for the host of X. */
export function templateOf(host: Element): HTMLTemplateElement | null {
  const template = document.getElementById(`${host.getAttribute('data-composition-id') ?? ''}-template`);
  return template instanceof HTMLTemplateElement && isWholeParsed(template) ? template : null;
}

function isEmpty(element: Element): boolean {
  return element.childElementCount === 0 && element.textContent?.trim() === '';
}
