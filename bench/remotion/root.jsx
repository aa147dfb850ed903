import { Composition } from 'remotion';
import { DataStory } from './data-story.jsx';
import { Explainer } from './explainer.jsx';
import { PictureInPicture } from './picture-in-picture.jsx';
import { ThreeObjects } from './three-objects.jsx';
import { Titles } from './titles.jsx';

const FPS = 30;

const COMPOSITIONS = [
  ['Titles', Titles, 10],
  ['Explainer', Explainer, 15],
  ['Explainer60', Explainer, 60],
  ['DataStory', DataStory, 12],
  ['PictureInPicture', PictureInPicture, 12],
  ['ThreeObjects', ThreeObjects, 10],
];

export const Root = () =>
  COMPOSITIONS.map(([id, component, seconds]) => (
    <Composition
      key={id}
      id={id}
      component={component}
      durationInFrames={seconds * FPS}
      fps={FPS}
      width={1920}
      height={1080}
    />
  ));
