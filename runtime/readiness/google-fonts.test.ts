import { expect, test } from 'vitest';
import { googleSheets } from './google-fonts.ts';

test('the very face comes first, then the family as it is', () => {
  expect(googleSheets({ family: 'Bungee Shade', weight: '700', style: 'normal' })).toEqual([
    'https://fonts.googleapis.com/css2?family=Bungee+Shade:wght@700&display=block',
    'https://fonts.googleapis.com/css2?family=Bungee+Shade&display=block',
  ]);
  const [slanted] = googleSheets({ family: 'Sora', weight: '450', style: 'oblique 10deg' });
  expect(slanted).toBe('https://fonts.googleapis.com/css2?family=Sora:ital,wght@1,500&display=block');
});

test('a name cannot become a parameter of its own', () => {
  const [sheet] = googleSheets({ family: 'A&text=x#y:wght', weight: '1000', style: 'normal' });
  expect(new URL(sheet!).searchParams.get('family')).toBe('A&text=x#y:wght:wght@900');
  expect([...new URL(sheet!).searchParams.keys()]).toEqual(['family', 'display']);
});
