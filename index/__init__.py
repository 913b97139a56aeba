"""What is a release, and how does it become findable?"""
