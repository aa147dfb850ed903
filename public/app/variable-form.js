import { element } from '../player/element.js';

/**
 * @typedef {import('#contracts/variables.ts').VariableDeclaration} Declaration
 * @typedef {{ control: HTMLElement, read: () => unknown }} Field `read` gives undefined for what is not a value.
 * @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control
 */

const CHANGE_PAUSE_MS = 250;

/** A form made from what a composition declares. It reports the values that differ from their defaults. */
export class VariableForm {
  #form;
  #resetButton;
  #onChange;
  /** @type {Declaration[]} */
  #declared = [];
  /** @type {Map<string, () => unknown>} */
  #readers = new Map();
  #timer = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLButtonElement} resetButton
   * @param {(overrides: Record<string, unknown>) => void} onChange Called once typing pauses.
   */
  constructor(form, resetButton, onChange) {
    this.#form = form;
    this.#resetButton = resetButton;
    this.#onChange = onChange;
    form.addEventListener('input', ({ target }) => {
      if (isControl(target)) showFault(target);
      this.#later();
    });
    form.addEventListener('submit', (event) => event.preventDefault());
    resetButton.addEventListener('click', () => {
      this.build(this.#declared);
      this.#later();
    });
  }

  /** @param {Declaration[]} declared */
  build(declared) {
    clearTimeout(this.#timer);
    this.#declared = declared;
    this.#readers.clear();
    this.#resetButton.hidden = true;
    if (declared.length === 0)
      return this.#form.replaceChildren(
        element('p', { className: 'empty' }, 'This composition declares no variables.'),
      );
    this.#form.replaceChildren(
      ...declared.map((variable) => {
        const { control, read } = createField(variable);
        this.#readers.set(variable.id, read);
        return labelled(variable, control);
      }),
    );
  }

  /** Shows a message instead of fields. @param {string} message */
  clear(message) {
    this.build([]);
    this.#form.replaceChildren(element('p', { className: 'empty' }, message));
  }

  /** Enters values, as a user would. @param {Record<string, unknown>} values By variable id. */
  fill(values) {
    for (const [id, value] of Object.entries(values)) {
      const control = this.#form.elements.namedItem(id);
      if (!isControl(control)) continue;
      if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = Boolean(value);
      else control.value = String(value);
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  /** Whether every field holds a value of its kind and within its bounds. The first that does not is told and focused. */
  report() {
    const faulty = [...this.#form.elements].filter(isControl).filter((control) => showFault(control));
    faulty[0]?.focus();
    return faulty.length === 0;
  }

  /** Values that differ from their defaults; half-typed ones are left out. */
  get overrides() {
    const entries = this.#declared.flatMap((variable) => {
      const value = this.#readers.get(variable.id)?.();
      return value === undefined || value === plainDefault(variable) ? [] : [[variable.id, value]];
    });
    return /** @type {Record<string, unknown>} */ (Object.fromEntries(entries));
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { overrides } = this;
      this.#resetButton.hidden = Object.keys(overrides).length === 0;
      this.#onChange(overrides);
    }, CHANGE_PAUSE_MS);
  }
}

/** @param {Declaration} variable @returns {Field} */
function createField(variable) {
  const { id: name } = variable;
  switch (variable.type) {
    case 'number': {
      const limits = { min: variable.min ?? '', max: variable.max ?? '', step: variable.step ?? 'any' };
      const input = element('input', {
        type: 'number',
        name,
        ...limits,
        defaultValue: String(variable.default),
        inputMode: 'decimal',
        required: true,
      });
      return {
        control: withUnit(input, variable.unit),
        read: () => (Number.isNaN(input.valueAsNumber) ? undefined : input.valueAsNumber),
      };
    }
    case 'boolean': {
      const input = element('input', { type: 'checkbox', name, className: 'switch', defaultChecked: variable.default });
      return { control: input, read: () => input.checked };
    }
    case 'enum': {
      const options = variable.options.map(({ value, label }) =>
        element('option', { value, defaultSelected: value === variable.default }, label),
      );
      const select = element('select', { name }, ...options);
      return { control: select, read: () => select.value };
    }
    case 'color':
      return colorField(name, variable.default);
    case 'image':
    case 'font':
    case 'string': {
      const isLong = variable.type === 'string' && variable.default.length > 60;
      const input = element(isLong ? 'textarea' : 'input', {
        name,
        defaultValue: String(plainDefault(variable)),
        spellcheck: variable.type === 'string',
      });
      if (variable.type === 'string') {
        input.placeholder = variable.placeholder ?? '';
        if (variable.maxLength !== undefined) input.maxLength = variable.maxLength;
      }
      return { control: input, read: () => input.value };
    }
  }
}

/** A swatch for picking and a text for any CSS colour; the text is the value. @param {string} name @param {string} initial @returns {Field} */
function colorField(name, initial) {
  const text = element('input', { name, defaultValue: initial, spellcheck: false });
  const swatch = element('input', { type: 'color', 'aria-label': 'Pick a colour', value: toHex(initial) ?? '#000000' });
  swatch.addEventListener('input', () => {
    text.value = swatch.value;
    text.dispatchEvent(new Event('input', { bubbles: true }));
  });
  text.addEventListener('input', () => {
    swatch.value = toHex(text.value) ?? swatch.value;
    text.setCustomValidity(CSS.supports('color', text.value) ? '' : 'Enter a CSS colour, for example #1e90ff or teal.');
  });
  const control = element('span', { className: 'color' }, swatch, text);
  return { control, read: () => (CSS.supports('color', text.value) ? text.value : undefined) };
}

/** @param {unknown} node @returns {node is Control} */
function isControl(node) {
  return node instanceof HTMLInputElement || node instanceof HTMLSelectElement || node instanceof HTMLTextAreaElement;
}

/** Says under a field what is wrong with its value; gives whether anything is. @param {Control} control */
function showFault(control) {
  const { validity } = control;
  // A default may lie between two steps.
  const isFaulty = !validity.valid && !(validity.stepMismatch && !validity.customError);
  const field = control.closest('.field');
  const shown = field?.querySelector('.fault');
  control.ariaInvalid = isFaulty ? 'true' : null;
  if (!isFaulty) shown?.remove();
  else if (shown) shown.textContent = control.validationMessage;
  else field?.append(element('small', { className: 'fault', role: 'alert' }, control.validationMessage));
  return isFaulty;
}

/** `#rrggbb` of a hex colour, the only form that a colour input takes. @param {string} color */
function toHex(color) {
  const [, digits] = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color.trim()) ?? [];
  if (digits === undefined) return null;
  return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`.toLowerCase();
}

/** @param {HTMLInputElement} input @param {string | undefined} unit */
function withUnit(input, unit) {
  return unit === undefined
    ? input
    : element('span', { className: 'with-unit' }, input, element('span', { className: 'unit' }, unit));
}

/** @param {Declaration} variable @param {HTMLElement} control */
function labelled(variable, control) {
  const text = element('span', {}, variable.label);
  const label = element(
    'label',
    { className: variable.type === 'boolean' ? 'field field-inline' : 'field' },
    text,
    control,
  );
  if (variable.description !== undefined) label.append(element('small', {}, variable.description));
  return label;
}

/** Fonts and images may be declared as objects; the form edits their name or address. @param {Declaration} variable */
function plainDefault({ default: value }) {
  if (typeof value !== 'object') return value;
  return 'url' in value ? value.url : value.name;
}
