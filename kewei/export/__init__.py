"""What leaves the warehouse as files: answers to a query, and the exports of every mart."""
