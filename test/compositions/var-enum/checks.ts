import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  call: { variables: { mood: 'wild' } },
  warnings: ['runtime_unknown_enum_value'],
  pixels: [[0, 10, 45, 'lime']],
});
