import { AbsoluteFill, cancelRender, continueRender, delayRender, staticFile } from 'remotion';

const FAMILY = 'Bench Inter';

const waiting = delayRender('font');
const font = new FontFace(FAMILY, `url(${staticFile('vendor/inter.woff2')})`, { weight: '100 900' });
document.fonts.add(font);
font
  .load()
  .then(() => continueRender(waiting))
  .catch((error) => cancelRender(error));

export const Stage = ({ className, children }) => (
  <AbsoluteFill className={className} style={{ display: 'block', overflow: 'hidden', fontFamily: FAMILY }}>
    {children}
  </AbsoluteFill>
);
