"""What does the reader want, and what answers it?"""
