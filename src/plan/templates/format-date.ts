import moment from 'moment-timezone';
import type { FormatDate } from '../terms/metadata-types.ts';

/** `FormatDate` by moment. Slow to load: import it only when `neededFormatter` says so. */
export const formatDate: FormatDate = (date, format, zone, warn) => {
  const known = moment.tz.zone(zone) !== null;
  if (!known) warn(`There is no time zone "${zone}"; UTC is used`);
  return moment(date)
    .tz(known ? zone : 'UTC')
    .format(format);
};
