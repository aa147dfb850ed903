import { createHash } from 'node:crypto';
import { hashedPlanText } from '#contracts/plan.ts';

/** Hash of the content of a plan. A `planHash` that the plan itself names does not count. */
export function hashPlan(plan: object): string {
  return createHash('sha256').update(hashedPlanText(plan)).digest('hex');
}
