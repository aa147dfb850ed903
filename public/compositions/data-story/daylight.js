// Hours between sunrise and sunset, by the sunrise equation. Pure: the same numbers on every machine.

const DAYS = 365;
const RADIANS = Math.PI / 180;
const AXIAL_TILT = 23.44 * RADIANS;
const SPRING_EQUINOX_DAY = 78.5;
/** The sun's centre is this low when its upper edge, lifted by refraction, touches the horizon. */
const HORIZON = -0.833 * RADIANS;

/** Minutes of daylight on each day of a year at a latitude in degrees. */
function daylightMinutes(latitudeDegrees) {
  const latitude = latitudeDegrees * RADIANS;
  return Array.from({ length: DAYS }, (_, day) => {
    const declination = Math.asin(Math.sin(AXIAL_TILT) * Math.sin((2 * Math.PI * (day - SPRING_EQUINOX_DAY)) / 365.24));
    const cosine =
      (Math.sin(HORIZON) - Math.sin(latitude) * Math.sin(declination)) / (Math.cos(latitude) * Math.cos(declination));
    return (Math.acos(Math.min(1, Math.max(-1, cosine))) / Math.PI) * 24 * 60;
  });
}

const CITIES = [
  { id: 'reykjavik', name: 'Reykjavík', minutes: daylightMinutes(64.15) },
  { id: 'lisbon', name: 'Lisbon', minutes: daylightMinutes(38.72) },
  { id: 'singapore', name: 'Singapore', minutes: daylightMinutes(1.35) },
];
