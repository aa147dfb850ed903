/* A wall of turning boxes and knots. */
(globalThis.SCENES ??= {}).threeObjects = {
  camera: { fov: 45, near: 0.1, far: 100, position: [0, 0, 9] },
  lights: [
    { color: '#ffffff', intensity: 2.5, position: [4, 6, 8] },
    { color: '#6688ff', intensity: 1.5, position: [-6, -2, 4] },
  ],
  solids: Array.from({ length: 20 }, (_, index) => ({
    color: `hsl(${index * 18}, 75%, 55%)`,
    position: [((index % 5) - 2) * 2.3, (Math.floor(index / 5) - 1.5) * 1.7, 0],
    isKnot: index % 2 === 0,
  })),
  poseAt: (index, seconds) => [seconds * (0.4 + index * 0.05), seconds * 0.7 + index, 0],
  motions: [{ target: 'three-title', at: 0, duration: 10, ease: 'none', from: { x: -200 }, to: { x: 200 } }],
};
