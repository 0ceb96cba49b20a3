"""OrderDesk: the order desk for a small business."""

__version__ = "0.1.0"
