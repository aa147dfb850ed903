import { expect, it } from 'vitest';
import { AlarmScheduler, type AlarmStorage } from './alarm-scheduler.ts';

function fakeStorage() {
  const values = new Map<string, unknown>();
  const alarm: { at: number | null } = { at: null };
  const storage: AlarmStorage = {
    kv: { get: <T>(key: string) => values.get(key) as T | undefined, put: (key, value) => void values.set(key, value) },
    setAlarm: async (time) => void (alarm.at = time),
    deleteAlarm: async () => void (alarm.at = null),
  };
  return { alarm, alarms: new AlarmScheduler<'beat' | 'retention'>(storage) };
}

it('arms the soonest deadline, and none when none is left', async () => {
  const { alarm, alarms } = fakeStorage();
  await alarms.set({ beat: 20, retention: 10 });
  expect(alarm.at).toBe(10);
  await alarms.set({ retention: null });
  expect(alarm.at).toBe(20);
  await alarms.set({ beat: null });
  expect(alarm.at).toBeNull();
});

it('lets no moment pass without an alarm while what was due is not done', async () => {
  const { alarm, alarms } = fakeStorage();
  await alarms.set({ beat: 10, retention: 500 });
  expect(await alarms.takeDue(10, 70)).toEqual(['beat']);
  expect(alarm.at).toBe(70);
  expect(await alarms.takeDue(10, 70)).toEqual([]);
});
