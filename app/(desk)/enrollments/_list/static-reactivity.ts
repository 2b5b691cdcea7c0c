import type { constructTable, TableFeatures } from '@tanstack/react-table'

type Reactivity = NonNullable<
  Parameters<typeof constructTable<TableFeatures, object>>[0]['features']['coreReactivityFeature']
>

const nothing = { unsubscribe() {} }

/** What TanStack Table needs where it draws once, on the server: values that are read, and nobody who listens. */
export const staticReactivity: Reactivity = {
  createOptionsStore: false,
  wrapExternalAtoms: false,
  addSubscription() {},
  createWritableAtom<T>(initial: T) {
    let value = initial
    return {
      get: () => value,
      set: (next: T | ((previous: T) => T)) => {
        value = typeof next === 'function' ? (next as (previous: T) => T)(value) : next
      },
      subscribe: () => nothing,
    }
  },
  createReadonlyAtom: (read) => ({ get: read, subscribe: () => nothing }),
  untrack: (read) => read(),
  batch: (work) => work(),
  schedule: (work) => work(),
}
