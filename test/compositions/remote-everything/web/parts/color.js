export const color = '#f0f';
