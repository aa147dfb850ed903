/* The bench's scenes once more, as Remotion compositions. They read the same motions and styles as the pages. */
import { registerRoot } from 'remotion';
import { Root } from './root.jsx';

registerRoot(Root);
