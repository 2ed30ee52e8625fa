"""The domain of the workshop kit: one module of verbs per noun. Imports neither Streamlit nor docx."""

VERSION = "0.1.0"
