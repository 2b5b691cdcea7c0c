/** Writes an instant (epoch ms) as ID360 does: ISO, microseconds, no zone, UTC [seed]. */
export function toId360Time(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}000`
}

/** The same for an instant that may not have happened. */
export function toId360TimeOrNull(at: number | null): string | null {
  return at === null ? null : toId360Time(at)
}
