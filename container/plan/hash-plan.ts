import { createHash } from 'node:crypto';
import { hashedPlanText } from '#contracts/plan.ts';

/** The hash that a plan must have; one that it names itself does not count. */
export function hashPlan(plan: object): string {
  return createHash('sha256').update(hashedPlanText(plan)).digest('hex');
}
