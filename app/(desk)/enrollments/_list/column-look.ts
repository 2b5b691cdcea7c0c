import type { ColumnId } from './list-columns'

/** How a column stands in the table: `cut` ends long text in dots, so that rows stay 40 px high. */
export type ColumnLook = { numeric?: boolean; cut?: boolean; narrow?: string }

/** `narrow`: the place of the cell in the card that a row becomes on a phone. */
export const COLUMN_LOOK: Record<ColumnId, ColumnLook> = {
  status: {},
  person: { cut: true, narrow: 'max-md:order-2 max-md:basis-full max-md:text-base max-md:font-medium' },
  email: { cut: true, narrow: 'max-md:order-6' },
  reference: { cut: true, narrow: 'max-md:order-3 max-md:grow max-md:basis-3/5' },
  id360: { cut: true, narrow: 'max-md:order-6' },
  group: { cut: true, narrow: 'max-md:order-5 max-md:text-ink-soft' },
  process: { cut: true, narrow: 'max-md:order-5 max-md:text-ink-soft' },
  progress: { narrow: 'max-md:order-4 max-md:ml-auto' },
  created: { narrow: 'max-md:hidden' },
  creator: { cut: true, narrow: 'max-md:order-6 max-md:text-ink-soft' },
  news: { numeric: true, narrow: 'max-md:order-1 max-md:ml-auto max-md:text-ink-faint' },
}
