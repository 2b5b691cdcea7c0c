'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useOptimistic, useTransition } from 'react'
import { LIST_PARAMS, type ListParams, listPath } from './list-params'

/**
 * The parameters in the address, and how to change them. What was chosen shows at once, while its page is on its way;
 * a change starts at the first page.
 */
export function useListAddress() {
  const router = useRouter()
  const address = useSearchParams()
  const [pending, startTransition] = useTransition()
  const arrived = Object.fromEntries(LIST_PARAMS.map((name) => [name, address.get(name)])) as ListParams
  const [params, anticipate] = useOptimistic(arrived, (now, change: Partial<ListParams>) => ({
    ...now,
    ...change,
  }))
  function change(change: Partial<ListParams>, history: 'push' | 'replace' = 'push') {
    startTransition(() => {
      anticipate(change)
      router[history](listPath({ ...params, ...change, cursor: null }), { scroll: false })
    })
  }
  return { params, change, pending }
}
