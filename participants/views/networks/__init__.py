"""The pages of networks: `pages` shows them, `belonging` is joining and leaving, `talking` what members say."""
