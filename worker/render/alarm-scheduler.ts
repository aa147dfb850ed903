/**
 * Many named deadlines on the one alarm of a Durable Object.
 * @module
 */

/** What is used of `DurableObjectStorage`. */
export interface AlarmStorage {
  kv: { get<T>(key: string): T | undefined; put<T>(key: string, value: T): void };
  setAlarm(time: number): Promise<void>;
  deleteAlarm(): Promise<void>;
}

const STORAGE_KEY = 'deadlines';
type Deadlines<Name extends string> = Partial<Record<Name, number>>;

export class AlarmScheduler<Name extends string> {
  readonly #storage: AlarmStorage;

  constructor(storage: AlarmStorage) {
    this.#storage = storage;
  }

  /** Sets deadlines in epoch milliseconds; null removes one. Those that are not named stay. */
  async set(changes: Partial<Record<Name, number | null>>): Promise<void> {
    const merged = Object.entries<number | null>({ ...this.#read(), ...changes } as Record<string, number | null>);
    const next = Object.fromEntries(merged.filter(([, time]) => time !== null)) as Deadlines<Name>;
    await this.#arm(next);
  }

  /**
   * Names whose time has come. Each comes again at `againAt` unless it is set anew or removed: if this object ends before its work
   * is done, an alarm stands already.
   */
  async takeDue(now: number, againAt: number): Promise<Name[]> {
    const deadlines = this.#read();
    const due = (Object.keys(deadlines) as Name[]).filter((name) => deadlines[name]! <= now);
    await this.#arm({ ...deadlines, ...Object.fromEntries(due.map((name) => [name, againAt])) });
    return due;
  }

  async #arm(deadlines: Deadlines<Name>): Promise<void> {
    this.#storage.kv.put(STORAGE_KEY, deadlines);
    const times = Object.values<number | undefined>(deadlines).filter((time) => time !== undefined);
    await (times.length > 0 ? this.#storage.setAlarm(Math.min(...times)) : this.#storage.deleteAlarm());
  }

  #read(): Deadlines<Name> {
    return this.#storage.kv.get<Deadlines<Name>>(STORAGE_KEY) ?? {};
  }
}
