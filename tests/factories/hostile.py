"""Text that must only ever be shown, never run."""

HOSTILE = "<script>alert('x')</script><b onmouseover=alert(1)>&"
