import { checks } from '../checks.ts';

export default checks({
  frames: 2,
  call: {
    variables: {
      title: 'Bye, and more than ten characters',
      size: 99,
      isLoud: 'very',
      face: 'Lato',
      extra: { list: [1, null] },
    },
  },
  warnings: ['variable_type_mismatch', 'variable_undeclared'],
  pixels: [
    [0, 10, 45, 'lime'],
    [0, 30, 45, 'lime'],
    [0, 50, 45, 'lime'],
    [0, 70, 45, 'lime'],
    [0, 90, 45, 'lime'],
    [0, 110, 45, 'lime'],
    [0, 130, 45, 'lime'],
  ],
});
