import { encode } from 'uqr'
import { classNames } from './class-names'

/** Cameras need four empty modules around the code (ISO/IEC 18004 §9.1). */
const QUIET_ZONE = 4

/** A text as a QR code, dark on white in both themes: that is what cameras read. `label` says what it leads to. */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const modules = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={classNames('aspect-square rounded-md bg-white', className)}
    >
      <path d={modules} className="fill-black" />
    </svg>
  )
}
