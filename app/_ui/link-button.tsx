import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonClasses } from './button-classes'

/** A link that looks like a button: for going somewhere, where a button does something. */
export function LinkButton({
  variant,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook & { icon?: ReactNode }) {
  return (
    <Link {...rest} className={buttonClasses({ variant, size }, className)}>
      {icon}
      {children}
    </Link>
  )
}
