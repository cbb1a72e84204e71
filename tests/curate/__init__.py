"""Made-up documents, and readers who read them at the desk."""
