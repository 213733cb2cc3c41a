packer {
  required_plugins {
    amazon = {
      version = ">= 1.3.0"
      source  = "github.com/hashicorp/amazon"
    }
  }
}

variable "region" {
  default = env("AWS_REGION")
}

source "amazon-ebs" "shop" {
  region        = var.region
  ami_name      = "shop-{{timestamp}}"
  instance_type = "t4g.small"
  ssh_username  = "ec2-user"

  source_ami_filter {
    owners      = ["amazon"]
    most_recent = true
    filters = {
      name         = "al2023-ami-2023.*-arm64"
      architecture = "arm64"
    }
  }
}

build {
  sources = ["source.amazon-ebs.shop"]

  # What the instances would install at their first boot.
  provisioner "shell" {
    inline = ["sudo dnf install -y nginx logrotate nodejs24 nodejs24-npm"]
  }
}
