import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** Ids, codes and keys, as they are. */
export function Mono({ children, className }: { children: ReactNode; className?: string }) {
  return <code className={classNames('font-mono text-[0.92em] break-all', className)}>{children}</code>
}
