"""What imports find, write and take back."""
