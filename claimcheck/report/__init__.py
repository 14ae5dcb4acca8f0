"""What people see: the report as text, Markdown and data."""
